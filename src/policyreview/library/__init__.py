"""The policies that one repository holds, found without configuration."""
