//! One file per auth-scheme: its parameters, their meaning in words, and its checks.
