"""Where rules run at scale and in other people's tools."""
