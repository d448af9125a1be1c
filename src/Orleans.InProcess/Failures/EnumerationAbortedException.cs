namespace Orleans.Runtime;

/// <summary>
/// The grain behind an enumeration was deactivated before the enumeration ended. There is no resume: start again.
/// </summary>
public sealed class EnumerationAbortedException : Exception
{
    /// <summary>Reports it without a text.</summary>
    public EnumerationAbortedException()
    {
    }

    /// <summary>Reports it.</summary>
    /// <param name="message">What happened.</param>
    public EnumerationAbortedException(string message)
        : base(message)
    {
    }

    /// <summary>Reports it with its cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public EnumerationAbortedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
