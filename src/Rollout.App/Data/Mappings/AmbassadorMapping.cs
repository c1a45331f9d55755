using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Data.Mappings;

internal sealed class AmbassadorMapping : IEntityTypeConfiguration<Ambassador>
{
    public void Configure(EntityTypeBuilder<Ambassador> builder)
    {
        builder.ToTable("ambassadors");
        builder.HasKey(a => a.Id);
        builder.HasIndex(a => a.Person).IsUnique();
        builder.Property(a => a.Code).HasMaxLength(30);
        builder.HasIndex(a => a.Code).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.Person).OnDelete(DeleteBehavior.Restrict);
    }
}
