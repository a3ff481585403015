"""The formulas on rated observations: which rows can bear them, and what each row gets or why it gets
nothing.
"""
