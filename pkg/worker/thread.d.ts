/** The script that runs in the worker: an entry for bundlers that have to be told of it. It exports nothing. */
export {};
