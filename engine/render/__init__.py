"""Takes and footage -> the finished film."""
