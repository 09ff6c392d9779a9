"""The screens: ask and show, decide nothing."""
