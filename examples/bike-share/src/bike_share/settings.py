"""Project settings. What is not set here has Kedro's own default."""

CONFIG_LOADER_ARGS = {
    "base_env": "base",
    "default_run_env": "local",
}
