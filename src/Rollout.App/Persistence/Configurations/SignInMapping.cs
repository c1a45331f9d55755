using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.Domain.Access;
using Rollout.Domain.People;

namespace Rollout.App.Persistence.Configurations;

internal sealed class SignInCodeMapping : IEntityTypeConfiguration<SignInCode>
{
    public void Configure(EntityTypeBuilder<SignInCode> builder)
    {
        builder.ToTable("sign_in_codes");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.AskedFor).HasMaxLength(64);
        builder.Property(c => c.About).HasMaxLength(150);
        builder.Property(c => c.AskedFrom).HasMaxLength(50);
        builder.HasIndex(c => new { c.AskedFor, c.AskedAt });
        builder.HasIndex(c => c.AskedAt);
        builder.HasIndex(c => new { c.AskedFrom, c.AskedAt });
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.Person).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SignInSessionMapping : IEntityTypeConfiguration<SignInSession>
{
    public void Configure(EntityTypeBuilder<SignInSession> builder)
    {
        builder.ToTable("sign_in_sessions");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Stamp).HasMaxLength(32);
        builder.Property(s => s.Browser).HasMaxLength(20);
        builder.Property(s => s.System).HasMaxLength(20);
        builder.HasIndex(s => s.Key).IsUnique();
        builder.HasIndex(s => s.PreviousKey).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.Person).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class FailedSignInMapping : IEntityTypeConfiguration<FailedSignIn>
{
    public void Configure(EntityTypeBuilder<FailedSignIn> builder)
    {
        builder.ToTable("failed_sign_ins");
        builder.HasKey(f => f.Id);
        builder.Property(f => f.About).HasMaxLength(64);
        builder.Property(f => f.From).HasMaxLength(50);
        builder.HasIndex(f => new { f.About, f.At });
        builder.Property(f => f.Kind).HasDefaultValue(GuessKind.Facts).HasSentinel((GuessKind)(-1));
        builder.HasIndex(f => new { f.From, f.Kind, f.At });
    }
}
