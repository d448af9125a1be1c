namespace Orleans.Runtime;

/// <summary>The silo cannot start as it is configured.</summary>
public sealed class OrleansConfigurationException : Exception
{
    /// <summary>Reports it.</summary>
    /// <param name="message">What is wrong and how to put it right.</param>
    public OrleansConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Reports it with its cause.</summary>
    /// <param name="message">What is wrong and how to put it right.</param>
    /// <param name="innerException">The cause.</param>
    public OrleansConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
