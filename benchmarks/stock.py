"""What everything is compared with: an empty page of stock Streamlit."""

import duckdb  # noqa: F401  a data app has these loaded; Streamlit's garbage collection walks them
import pandas as pd  # noqa: F401
import plotly.graph_objects as go  # noqa: F401
import streamlit as st

st.title("Stock")
st.selectbox("Choice", ["a", "b"], key="choice")
