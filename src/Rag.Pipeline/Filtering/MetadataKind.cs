namespace Rag.Pipeline.Filtering;

/// <summary>The kinds of metadata values.</summary>
public enum MetadataKind
{
    /// <summary>Text.</summary>
    String,

    /// <summary>A double.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A list of strings.</summary>
    List,
}
