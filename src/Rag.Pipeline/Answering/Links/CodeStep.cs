namespace Rag.Pipeline.Answering.Links;

/// <summary>What a character says about code.</summary>
internal enum CodeStep
{
    /// <summary>Nothing new.</summary>
    None,

    /// <summary>Code begins with it, if it is closed later.</summary>
    Begins,

    /// <summary>Code was closed before it: what came since the beginning is code, whoever shows it.</summary>
    Closed,

    /// <summary>What had begun as code may be none.</summary>
    Fails,
}
