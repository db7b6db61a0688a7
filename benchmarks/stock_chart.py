"""What a first view is compared with: a stock page with one chart."""

import plotly.graph_objects as go
import streamlit as st

st.title("Stock")
st.plotly_chart(go.Figure(go.Bar(x=[3, 2, 1], y=["a", "b", "c"], orientation="h")))
