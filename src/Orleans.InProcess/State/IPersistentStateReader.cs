namespace Orleans.InProcess;

/// <summary>A state that its activation reads before <c>OnActivateAsync</c>.</summary>
internal interface IPersistentStateReader
{
    Task ReadOnActivationAsync();
}
