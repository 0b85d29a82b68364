"""Everything that touches files: folders, YAML and lines → records and rejections. No adapter knows another."""
