namespace Orleans;

/// <summary>The base of grain interfaces whose key is a number.</summary>
public interface IGrainWithIntegerKey : IGrain;
