"""kpi diff, history, verify and withdraw: what is asked of existing editions. New editions: kpi run."""
