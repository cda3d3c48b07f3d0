"""The workbench: a local web server on a project's store, where people see, check and mend."""
