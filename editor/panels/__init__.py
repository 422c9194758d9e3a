"""Panels beside the film: jobs, notices, status."""
