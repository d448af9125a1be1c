using Npgsql;
using Rag.Pipeline;

namespace Rag.Stores.Postgres;

/// <summary>Reads columns as the stores write them.</summary>
internal static class PostgresRow
{
    /// <summary>A text.</summary>
    public static string Text(this NpgsqlDataReader row, int column) => PostgresText.Decode(row.GetString(column));

    /// <summary>A text; <see langword="null"/> for NULL.</summary>
    public static string? TextOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.Text(column);

    /// <summary>An integer; <see langword="null"/> for NULL.</summary>
    public static int? IntegerOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetInt32(column);

    /// <summary>A long integer; <see langword="null"/> for NULL.</summary>
    public static long? LongOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <summary>A chunk's id out of a <c>uuid</c>.</summary>
    public static ChunkId Id(this NpgsqlDataReader row, int column) => ReadId(row.GetGuid(column));

    /// <summary>A chunk's id as a <c>uuid</c>: the same digits, so both order alike.</summary>
    public static Guid WriteId(ChunkId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, id.Value);
        return new Guid(bytes, bigEndian: true);
    }

    private static ChunkId ReadId(Guid guid)
    {
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        return new ChunkId(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }
}
