"""kpi diff, history, verify and withdraw: what is asked of editions that there are; kpi run makes them."""
