"""kfp-wizard takes a Kedro project to a running Kubeflow pipeline. The program itself is in the folder `program`."""
