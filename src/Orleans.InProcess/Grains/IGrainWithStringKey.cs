namespace Orleans;

/// <summary>The base of grain interfaces whose key is a text.</summary>
public interface IGrainWithStringKey : IGrain;
