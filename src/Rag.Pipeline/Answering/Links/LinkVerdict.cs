namespace Rag.Pipeline.Answering.Links;

/// <summary>What may become of an address.</summary>
internal enum LinkVerdict
{
    /// <summary>It is taken out.</summary>
    Foreign,

    /// <summary>It stands literally in what the model was given: kept as a link, never as an image.</summary>
    Known,

    /// <summary>It names no host: a place on whatever page shows the answer.</summary>
    Relative,

    /// <summary>Its host is allowed: kept as it is.</summary>
    Allowed,
}
