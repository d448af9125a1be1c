namespace Rag.Pipeline.Answering.Links;

/// <summary>What the filter is in the middle of; in all but the first and <see cref="Bracket"/> text is held.</summary>
internal enum LinkPlace
{
    /// <summary>Running text.</summary>
    Text,

    /// <summary>Behind a <c>]</c>, which a target may follow.</summary>
    Bracket,

    /// <summary>Behind a <c>!</c>, which may begin an image.</summary>
    Bang,

    /// <summary>In an image's text, where images can be allowed.</summary>
    Image,

    /// <summary>The target of an inline link or image, from its parenthesis on.</summary>
    Target,

    /// <summary>The target of a reference's definition, from its colon on.</summary>
    Definition,

    /// <summary>In letters that may begin a bare address.</summary>
    Scheme,

    /// <summary>In a bare address.</summary>
    Address,

    /// <summary>In the name of a tag, or the scheme of an address in angle brackets.</summary>
    TagName,

    /// <summary>In an address in angle brackets.</summary>
    Angle,

    /// <summary>Among the attributes of a tag.</summary>
    Attributes,

    /// <summary>In the rest of an address that was too long.</summary>
    Overlong,
}
