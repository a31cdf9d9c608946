"""One page per module: read the case, ask the evidence, hand rows to components.

The folder is not called `pages`: beside its entry Streamlit takes a folder of that name for pages of its own.
"""
