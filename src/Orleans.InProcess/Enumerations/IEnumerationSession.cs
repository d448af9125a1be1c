namespace Orleans.InProcess;

/// <summary>An enumeration on the grain's side, as its activation sees it.</summary>
internal interface IEnumerationSession
{
    /// <summary>Asks the grain's enumerator to stop.</summary>
    void Cancel();

    /// <summary>Stops and disposes the grain's enumerator.</summary>
    Task CloseAsync();
}
