namespace Rag.Stores.Embedded.Vectors;

/// <summary>A query's codes in the forms that the kernels want.</summary>
internal sealed class CodeQuery
{
    /// <summary>Takes the codes of a quantised query.</summary>
    public CodeQuery(QuantizedVector vector)
    {
        Codes = vector.Codes;
        Shifted = new byte[Codes.Length];
        for (int i = 0; i < Codes.Length; i++) Shifted[i] = (byte)(Codes[i] + 128);
    }

    /// <summary>The codes.</summary>
    public sbyte[] Codes { get; }

    /// <summary>The codes plus 128.</summary>
    public byte[] Shifted { get; }
}
