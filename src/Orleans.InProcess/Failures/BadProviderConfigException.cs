namespace Orleans.Storage;

/// <summary>A grain asks for a storage provider that is not registered.</summary>
public sealed class BadProviderConfigException : Runtime.OrleansException
{
    /// <summary>Reports it without a text.</summary>
    public BadProviderConfigException()
    {
    }

    /// <summary>Reports it.</summary>
    /// <param name="msg">What is missing.</param>
    public BadProviderConfigException(string msg)
        : base(msg)
    {
    }

    /// <summary>Reports it with its cause.</summary>
    /// <param name="msg">What is missing.</param>
    /// <param name="exc">The cause.</param>
    public BadProviderConfigException(string msg, Exception exc)
        : base(msg, exc)
    {
    }
}
