"""Request -> latents -> frames."""
