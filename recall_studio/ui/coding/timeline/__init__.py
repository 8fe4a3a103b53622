"""The timeline: overview, ruler and lanes over one visible span. Pure parts in `span.py` and `lanes.py`."""
