"""The kernel: arrays in, arrays out, no I/O and no clock."""
