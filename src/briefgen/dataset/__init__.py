"""The dataset: YAML files read, validated and kept with the place of every field."""
