"""A finished plot is sent as it was, whatever is done to the plot it came from, and can be drawn upon in a copy."""

import plotly.graph_objects as go
import plotly.io

from components.finished import FrozenFigure


def a_plot():
    return go.Figure(
        [go.Scatter(x=[0, 1, 2], y=[1.0, 0.5, None], name="one")], {"annotations": [{"text": "word", "x": 1, "y": 1}]}
    )


def test_it_is_sent_like_the_plot_it_came_from():
    plot = a_plot()
    sent = FrozenFigure(plot).to_dict()
    assert plotly.io.to_json(sent) == plotly.io.to_json(plot.to_dict())


def test_a_later_change_of_that_plot_does_not_reach_it():
    plot = a_plot()
    finished = FrozenFigure(plot)
    before = plotly.io.to_json(finished.to_dict())
    plot.update_layout(height=99)
    assert plotly.io.to_json(finished.to_dict()) == before


def test_a_copy_of_it_can_be_changed_and_is_sent_with_the_change():
    copy = go.Figure(FrozenFigure(a_plot()))
    copy.add_annotation(text="cursor", x=2, y=0)
    assert [note["text"] for note in copy.to_dict()["layout"]["annotations"]] == ["word", "cursor"]
