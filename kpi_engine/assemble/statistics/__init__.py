"""The words of statistics: intervals, process charts, trends, pace, and one line on each figure. No
decision is made here.
"""
