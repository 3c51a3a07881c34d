// As projects have it whose components are compiled for the browser in their tests: the package is one for the browser, too.

export default {
  resolve: { conditions: ["browser"] },
  test: { server: { deps: { inline: ["unglue"] } } },
};
