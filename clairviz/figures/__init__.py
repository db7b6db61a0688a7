"""DataFrames in, Plotly figures out. Every figure sets its template explicitly."""
