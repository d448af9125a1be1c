namespace Rag.Fakes.Faults;

/// <summary>What a fake can do wrong. On the wire and on the command line in snake case.</summary>
public enum FaultKind
{
    /// <summary>The request is held for <see cref="Fault.Milliseconds"/> before it is looked at.</summary>
    Latency,

    /// <summary>Refused with <see cref="Fault.Status"/> and <see cref="Fault.RetryAfter"/>, nothing is done.</summary>
    Refuse,

    /// <summary>The vendor's answer to a wrong key (plain text where the vendor's is), nothing is done.</summary>
    Unauthorized,

    /// <summary>The work is done and the connection is cut without an answer.</summary>
    Drop,

    /// <summary>The work is done and the connection is cut in the middle of the answer's body.</summary>
    HalfBody,

    /// <summary>The work is done; the answer is 200 without a body.</summary>
    Empty,

    /// <summary>The work is done; the answer is 200 with JSON that ends too early.</summary>
    Malformed,

    /// <summary>A proxy's page instead of an answer: 200 with HTML, nothing is done.</summary>
    Html,

    /// <summary>The work is done; the answer's body comes byte by byte.</summary>
    Trickle,

    /// <summary>200 with failures inside: the vendor decides which items of the request fail.</summary>
    ItemErrors,

    /// <summary>Writes are seen by reads <see cref="Fault.Milliseconds"/> later.</summary>
    Invisible,
}
