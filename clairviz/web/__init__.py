"""The only package code that imports streamlit: serving data, links, filters, layout."""
