namespace Orleans.Runtime;

/// <summary>Something to do when the silo starts; it may call grains.</summary>
public interface IStartupTask
{
    /// <summary>Does it.</summary>
    /// <param name="cancellationToken">Signalled when the start is given up.</param>
    /// <returns>When it is done; a failure fails the start.</returns>
    Task Execute(CancellationToken cancellationToken);
}
