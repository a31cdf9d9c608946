"""The page to compare with: what Streamlit shows by default, with as many charts and tables as it is asked for."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

charts = int(st.query_params.get("charts", 0))
tables = int(st.query_params.get("tables", 0))

value = st.text_input("Value", key="value")

for number in range(charts):
    heights = [1.0, 0.8, 0.6, 0.5]
    figure = go.Figure([go.Scatter(x=[0, 12, 24, 36], y=[h * factor for h in heights]) for factor in (1.0, 0.9)])
    st.plotly_chart(figure, key=f"chart-{number}")

for _ in range(tables):
    st.table(pd.DataFrame({"row": ["first", "second"], "value": [value, value]}))
