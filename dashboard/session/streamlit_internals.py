"""Which widget speaks for a parameter of the address: Streamlit refuses to set one that a widget is bound to."""

from __future__ import annotations

from collections.abc import Iterable

from streamlit.runtime.scriptrunner import get_script_run_ctx


def release(parameters: Iterable[str]) -> None:
    """Let these parameters be set; a widget that runs later in the same run is bound again."""
    context = get_script_run_ctx()
    if context is None:
        return
    with context.session_state.query_params() as bound:
        for name in parameters:
            binding = bound.get_binding_for_param(name)
            if binding is not None:
                bound.unbind_widget(binding.widget_id)
