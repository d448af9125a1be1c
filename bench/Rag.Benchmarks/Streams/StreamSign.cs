namespace Rag.Benchmarks.Streams;

/// <summary>What an event of a stream is to a stopwatch.</summary>
internal enum StreamSign
{
    /// <summary>Nothing that is counted: a role, a citation, usage.</summary>
    Other,

    /// <summary>The passages, before the answer.</summary>
    Sources,

    /// <summary>A piece of the answer.</summary>
    Token,

    /// <summary>The proper end.</summary>
    Done,

    /// <summary>The end of an answer that failed.</summary>
    Error,
}
