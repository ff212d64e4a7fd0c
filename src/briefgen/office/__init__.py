"""Finished Office files read, hardened, by everybody who reads one."""
