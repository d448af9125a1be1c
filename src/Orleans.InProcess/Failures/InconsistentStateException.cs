namespace Orleans.Storage;

/// <summary>
/// Storage refused a write because its ETag is not the one that was read. If it escapes a grain call, the activation is
/// deactivated, so that the next call reads the state again.
/// </summary>
public class InconsistentStateException : Runtime.OrleansException
{
    /// <summary>Reports it without a text.</summary>
    public InconsistentStateException()
    {
    }

    /// <summary>Reports it.</summary>
    /// <param name="message">What was written.</param>
    public InconsistentStateException(string message)
        : base(message)
    {
    }

    /// <summary>Reports it with its cause.</summary>
    /// <param name="message">What was written.</param>
    /// <param name="innerException">The cause.</param>
    public InconsistentStateException(string message, Exception? innerException)
        : base(message, innerException!)
    {
    }

    /// <summary>Reports it with both ETags.</summary>
    /// <param name="errorMsg">What was written.</param>
    /// <param name="storedEtag">The ETag in storage; <see langword="null"/> if there is no record.</param>
    /// <param name="currentEtag">The ETag of the writer; <see langword="null"/> if it had read no record.</param>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : this(errorMsg, storedEtag, currentEtag, null)
    {
    }

    /// <summary>Reports it with both ETags and its cause.</summary>
    /// <param name="errorMsg">What was written.</param>
    /// <param name="storedEtag">The ETag in storage; <see langword="null"/> if there is no record.</param>
    /// <param name="currentEtag">The ETag of the writer; <see langword="null"/> if it had read no record.</param>
    /// <param name="storageException">The cause.</param>
    public InconsistentStateException(
        string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storageException!)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>The ETag in storage; <see langword="null"/> if there is no record.</summary>
    public string? StoredEtag { get; }

    /// <summary>The ETag of the writer; <see langword="null"/> if it had read no record.</summary>
    public string? CurrentEtag { get; }

    // Only the activation that wrote is deactivated, not every grain that the exception passes on its way up.
    internal bool IsSourceActivation { get; set; } = true;
}
