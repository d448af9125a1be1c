namespace Orleans.Runtime;

/// <summary>Questions and orders to the silo itself. Its key is 0.</summary>
public interface IManagementGrain : IGrainWithIntegerKey
{
    /// <summary>Deactivates every activation that has been idle for at least some time.</summary>
    /// <param name="ageLimit">The idle time; zero means every activation without a running call.</param>
    /// <returns>When the activations are deactivated.</returns>
    Task ForceActivationCollection(TimeSpan ageLimit);

    /// <summary>Counts the activations.</summary>
    /// <returns>The count over all grain types.</returns>
    Task<int> GetTotalActivationCount();
}
