namespace Rag.Pipeline.Parsing;

/// <summary>What became of the question which format an upload has.</summary>
public enum ContentTypeOutcome
{
    /// <summary>The format is known and its bytes do not contradict it.</summary>
    Supported,

    /// <summary>No parser reads this format, or nothing tells what it is.</summary>
    Unsupported,

    /// <summary>The bytes are of another kind than the name or the media type says.</summary>
    Mislabelled,
}
