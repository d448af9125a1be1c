Console.Error.WriteLine(
    "A silo of its own needs a cluster, which this version does not have yet. " +
    "Run Rag.Api: it holds the silo and the HTTP front end in one process.");
return 2;
