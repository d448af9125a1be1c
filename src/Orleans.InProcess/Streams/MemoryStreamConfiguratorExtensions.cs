namespace Orleans.Hosting;

/// <summary>Composes memory stream providers.</summary>
public static class MemoryStreamConfiguratorExtensions
{
    /// <summary>
    /// Sets over how many queues streams are spread. Without effect here: there are no queues to poll.
    /// </summary>
    /// <param name="configurator">The provider.</param>
    /// <param name="numOfQueues">The number of queues.</param>
    public static void ConfigurePartitioning(this ISiloMemoryStreamConfigurator configurator, int numOfQueues = 8) =>
        ArgumentOutOfRangeException.ThrowIfLessThan(numOfQueues, 1);
}
