namespace Rag.Grains.Interfaces;

/// <summary>The kinds of expected failures, one for each HTTP status of the contract.</summary>
public enum FailureKind
{
    /// <summary>The request is malformed (400).</summary>
    Malformed,

    /// <summary>A hard quota is used up (403).</summary>
    Forbidden,

    /// <summary>Unknown, or not the caller's (404).</summary>
    NotFound,

    /// <summary>The state of the thing forbids it (409).</summary>
    Conflict,

    /// <summary>Too many bytes (413).</summary>
    TooLarge,

    /// <summary>A type that cannot be read (415).</summary>
    UnsupportedType,

    /// <summary>Well-formed, but the values make no sense (422).</summary>
    Unprocessable,

    /// <summary>Too many requests (429).</summary>
    RateLimited,

    /// <summary>Something failed that should not (500).</summary>
    Internal,

    /// <summary>A model or vector store answered with an error (502).</summary>
    ProviderError,

    /// <summary>For the moment more than the service can do (503).</summary>
    Overloaded,

    /// <summary>A model or vector store did not answer in time (504).</summary>
    ProviderTimeout,

    /// <summary>No space left (507).</summary>
    DiskFull,
}
