namespace Orleans.Hosting;

/// <summary>Composes one memory stream provider of a silo.</summary>
public interface ISiloMemoryStreamConfigurator : ISiloPersistentStreamConfigurator;
