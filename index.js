// n8n loads the nodes and credentials listed in package.json; the package has no other entry point.
module.exports = {};
