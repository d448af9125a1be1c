namespace Orleans.Runtime;

/// <summary>The base of the failures that the runtime itself reports.</summary>
public class OrleansException : Exception
{
    /// <summary>Reports a failure without a text.</summary>
    public OrleansException()
        : base("Unexpected error.")
    {
    }

    /// <summary>Reports a failure.</summary>
    /// <param name="message">What failed.</param>
    public OrleansException(string message)
        : base(message)
    {
    }

    /// <summary>Reports a failure with its cause.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="innerException">The cause.</param>
    public OrleansException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
