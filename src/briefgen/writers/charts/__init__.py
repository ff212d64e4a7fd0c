"""Charts that Office draws by itself."""
